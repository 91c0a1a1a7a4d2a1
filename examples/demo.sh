#!/bin/sh
# The main job on the examples: build the graph, validate it, ask three questions, write the page.
# Usage: examples/demo.sh path/to/alir
set -eu
alir=$1
here=$(dirname "$0")
out=demo
store=$out/store

step() { printf '\n== %s\n' "$*"; }

step "Build the graph of two sample policies"
"$alir" build "$here/policies" --store "$store" -o "$out/graph.trig"

step "Validate it (status 1 means that there are findings)"
"$alir" validate --graph "$out/graph.trig" || [ $? -eq 1 ]

step "Ask"
for question in "who receives IP addresses" "siapa yang menerima alamat IP" "how long is log data kept"; do
    printf '\n> %s\n' "$question"
    "$alir" ask "$question" --store "$store"
done

step "Look at it"
"$alir" view --store "$store" -o "$out/flows.html"
printf '\nThe graph is in %s, the page in %s: open it in a browser.\n' "$out/graph.trig" "$PWD/$out/flows.html"
