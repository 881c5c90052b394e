import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Runs a file of Flink SQL in this process: for trying it out without a cluster. An empty line ends a statement. The
 * topics that it writes are made first, compacted; those that are there stay as they are.
 */
public final class RunSql {
    private RunSql() {}

    public static void main(String[] arguments) throws Exception {
        TableEnvironment flink = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        flink.getConfig().set("parallelism.default", "1");
        String script = Files.readString(Path.of(arguments[0])).replaceAll("(?m)^\\s*--.*", "");
        TableResult last = null;
        for (String statement : script.strip().split(";\\s*\n\\s*\n")) {
            if (!statement.isBlank()) {
                makeTopic(statement);
                last = flink.executeSql(statement);
            }
        }
        last.await();
    }

    private static void makeTopic(String statement) throws InterruptedException, ExecutionException {
        if (!"upsert-kafka".equals(option("connector", statement))) {
            return;
        }
        NewTopic topic = new NewTopic(option("topic", statement), Optional.empty(), Optional.empty())
                .configs(Map.of("cleanup.policy", "compact"));
        Map<String, Object> settings = Map.of("bootstrap.servers", option("properties.bootstrap.servers", statement));
        try (Admin kafka = Admin.create(settings)) {
            kafka.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
    }

    private static String option(String name, String statement) {
        Matcher option = Pattern.compile("'" + Pattern.quote(name) + "'\\s*=\\s*'([^']*)'").matcher(statement);
        return option.find() ? option.group(1) : "";
    }
}
