import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;

/** Runs a file of Flink SQL in this process: for trying it out without a cluster. An empty line ends a statement. */
public final class RunSql {
    private RunSql() {}

    public static void main(String[] arguments) throws Exception {
        TableEnvironment flink = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        flink.getConfig().set("parallelism.default", "1");
        String script = Files.readString(Path.of(arguments[0])).replaceAll("(?m)^\\s*--.*", "");
        TableResult last = null;
        for (String statement : script.strip().split(";\\s*\n\\s*\n")) {
            if (!statement.isBlank()) {
                last = flink.executeSql(statement);
            }
        }
        last.await();
    }
}
