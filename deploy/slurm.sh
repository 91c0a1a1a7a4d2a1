#!/bin/bash
#SBATCH --job-name=alir
#SBATCH --ntasks=65
#SBATCH --cpus-per-task=1
#SBATCH --mem-per-cpu=1G
#SBATCH --time=12:00:00
# A scheduler, 64 workers of one thread, and the build, in one allocation. The folders are on a file
# system that all nodes mount. When time runs out, submit it again: --resume takes what is committed.
#   sbatch deploy/slurm.sh /corpus/policies /scratch/parts
set -euo pipefail
address=tcp://$(hostname):8786

dask scheduler --port 8786 --no-dashboard &
srun --ntasks=$((SLURM_NTASKS - 1)) dask worker "$address" \
    --nthreads 1 --memory-limit 1GiB --no-dashboard --death-timeout 120 &
alir build "$1" --cluster "$address" --partitions "$2" --partition-size 64 --resume
