package io.imbridge.deploy;

import io.imbridge.testkit.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights that the runbook of profiles grants in its lines of {@code allow}, which are arguments of kafka-acls.sh.
 */
final class DocumentedRights {
    private static final Path PAGE = Path.of("docs", "runbook-profiles.md");

    private static final Map<String, ResourceType> RESOURCES = Map.of(
            "--topic", ResourceType.TOPIC,
            "--group", ResourceType.GROUP,
            "--transactional-id", ResourceType.TRANSACTIONAL_ID);

    private DocumentedRights() {}

    /** All rights, for an account with this name. */
    static List<AclBinding> of(String account) {
        return Page.of(PAGE).blocks("sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("allow --"))
                .flatMap(line -> bindings(account, line).stream())
                .toList();
    }

    private static List<AclBinding> bindings(String account, String line) {
        List<String> words = Arrays.asList(line.split(" "));
        List<AclOperation> operations = new ArrayList<>();
        PatternType pattern = PatternType.LITERAL;
        ResourceType type = ResourceType.UNKNOWN;
        String name = "";
        for (int at = 1; at < words.size(); at += 2) {
            String option = words.get(at);
            String value = words.get(at + 1);
            switch (option) {
                case "--operation" -> operations.add(operation(value));
                case "--resource-pattern-type" -> pattern = PatternType.valueOf(value.toUpperCase(Locale.ROOT));
                default -> {
                    type = RESOURCES.get(option);
                    name = value;
                }
            }
        }
        ResourcePattern resource = new ResourcePattern(type, name, pattern);
        return operations.stream()
                .map(operation -> new AclBinding(
                        resource, new AccessControlEntry("User:" + account, "*", operation, AclPermissionType.ALLOW)))
                .toList();
    }

    /** Reads an operation in the command's spelling, such as {@code DescribeConfigs}. */
    private static AclOperation operation(String word) {
        return AclOperation.fromString(word.replaceAll("(?<=[a-z])(?=[A-Z])", "_"));
    }
}
