import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.RDFDataMgr;

/** Answers every .rq file of a folder over a graph file, its named graphs as one, in SPARQL JSON. */
class Answer {
    public static void main(String[] arguments) throws Exception {
        Dataset data = RDFDataMgr.loadDataset(arguments[0]);
        Dataset union = DatasetFactory.wrap(
            ModelFactory.createModelForGraph(data.getUnionModel().getGraph()));
        Path folder = Path.of(arguments[1]);
        try (DirectoryStream<Path> queries = Files.newDirectoryStream(folder, "*.rq")) {
            for (Path query : queries) {
                String name = query.getFileName().toString().replace(".rq", ".json");
                try (QueryExecution run =
                            QueryExecutionFactory.create(Files.readString(query), union);
                        OutputStream out = Files.newOutputStream(folder.resolve(name))) {
                    ResultSetFormatter.outputAsJSON(out, run.execSelect());
                }
            }
        }
    }
}
