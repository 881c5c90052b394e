package io.imbridge.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.imbridge.testkit.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every manifest has only known fields of its kind, with the right types. */
class KubernetesManifestsTest {
    private static final Path MANIFESTS = Path.of("deploy", "kubernetes");
    private static final Path PROFILES = MANIFESTS.resolve(Path.of("overlays", "profiles"));
    private static final String KUSTOMIZATION = "kustomization.yaml";

    private static final Page CONFIGURATION = Page.of("docs/configuration.md");
    /** Not a setting of this service: the directory to which RocksDB unpacks its library. */
    private static final String ROCKSDB = "ROCKSDB_SHAREDLIB_DIR";

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Stream.of(
                    ConfigMap.class,
                    Service.class,
                    Deployment.class,
                    StatefulSet.class,
                    HorizontalPodAutoscaler.class,
                    Job.class,
                    NetworkPolicy.class,
                    PodDisruptionBudget.class,
                    ServiceMonitor.class)
            .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

    private static final YAMLMapper YAML = new YAMLMapper();

    /** An unknown field of a kind is an error and is not ignored. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    static List<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml") && !file.endsWith(KUSTOMIZATION))
                    .toList();
        }
    }

    static List<Path> kustomizations() throws IOException {
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            return files.filter(file -> file.endsWith(KUSTOMIZATION)).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void every_field_is_one_of_its_kind(Path file) throws IOException {
        List<JsonNode> documents = documents(file);

        assertThat(documents).isNotEmpty();
        for (JsonNode document : documents) {
            String kind = document.get("kind").textValue();
            assertThat(KINDS).containsKey(kind);
            HasMetadata manifest = STRICT.treeToValue(document, KINDS.get(kind));
            assertThat(document.get("apiVersion").textValue())
                    .isEqualTo(HasMetadata.getApiVersion(manifest.getClass()));
            assertThat(manifest.getMetadata().getName()).isNotBlank();
        }
    }

    @Test
    void a_field_that_is_misspelled_is_found() throws IOException {
        Path pod = MANIFESTS.resolve(Path.of("components", "pod", "pod.yaml"));
        JsonNode wrong =
                YAML.readTree(Files.readString(pod).replace("readOnlyRootFilesystem", "readOnlyRootFileSystem"));

        assertThatThrownBy(() -> STRICT.treeToValue(wrong, Deployment.class))
                .hasMessageContaining("readOnlyRootFileSystem");
    }

    @ParameterizedTest
    @MethodSource("kustomizations")
    void what_a_kustomization_names_is_there(Path file) throws IOException {
        JsonNode kustomization = YAML.readTree(file.toFile());
        List<String> named = Stream.concat(
                        Stream.of("resources", "components").flatMap(list -> texts(kustomization.path(list))),
                        kustomization.path("patches").findValuesAsText("path").stream())
                .toList();

        assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(file.resolveSibling(name))
                .exists());
        assertThat(kustomization.get("kind").textValue()).isIn("Kustomization", "Component");
    }

    @Test
    void every_setting_is_one_of_the_page_of_the_configuration() throws IOException {
        List<String> known =
                CONFIGURATION.column("Key", 1).stream().map(Page::code).toList();

        for (Path file : manifests()) {
            for (JsonNode document : documents(file)) {
                Stream<String> variables = Stream.concat(
                        document.findValues("env").stream()
                                .flatMap(JsonNode::valueStream)
                                .filter(variable ->
                                        variable.at("/valueFrom/fieldRef").isMissingNode())
                                .map(variable -> variable.get("name").textValue())
                                .filter(name -> !name.equals(ROCKSDB)),
                        document.get("kind").textValue().equals("ConfigMap")
                                ? document.get("data").propertyStream().map(Map.Entry::getKey)
                                : Stream.of());
                assertThat(variables).as(CONFIGURATION.where("Key")).isSubsetOf(known);
            }
        }
    }

    @Test
    void pods_that_keep_profiles_take_no_callbacks_and_those_that_take_callbacks_keep_no_profiles() throws IOException {
        Map<String, String> keeper = environment(PROFILES.resolve("statefulset.yaml"));

        assertThat(keeper)
                .containsEntry("BRIDGE_RECEIVE_ENABLED", "false")
                .containsEntry("BRIDGE_PROFILES_ENABLED", "true")
                .containsEntry("BRIDGE_PROFILES_STANDBY_REPLICAS", "1")
                .containsEntry("BRIDGE_VERIFY_TOKENS_DIRECTORY", "");
        for (Path file : manifests()) {
            if (!file.startsWith(PROFILES)) {
                assertThat(Files.readString(file)).doesNotContain("BRIDGE_PROFILES_ENABLED", "BRIDGE_CONSOLE_OPEN");
            }
        }
    }

    @Test
    void no_service_sends_callbacks_to_pods_that_keep_profiles() throws IOException {
        JsonNode labels = workload(PROFILES.resolve("statefulset.yaml")).at("/spec/template/metadata/labels");

        for (JsonNode service : documents(MANIFESTS.resolve(Path.of("base", "services.yaml")))) {
            assertThat(service.at("/spec/selector").propertyStream())
                    .isNotEmpty()
                    .anySatisfy(label -> assertThat(labels.path(label.getKey())).isNotEqualTo(label.getValue()));
        }
    }

    @Test
    void what_profiles_are_kept_in_is_on_the_claim_of_the_pod() throws IOException {
        JsonNode set = workload(PROFILES.resolve("statefulset.yaml"));
        JsonNode mount = set.at("/spec/template/spec/containers/0/volumeMounts/0");

        assertThat(Path.of(environment(PROFILES.resolve("statefulset.yaml")).get("BRIDGE_PROFILES_DIRECTORY")))
                .startsWithRaw(Path.of(mount.get("mountPath").textValue()));
        assertThat(set.at("/spec/volumeClaimTemplates/0/metadata/name")).isEqualTo(mount.get("name"));
    }

    @Test
    void a_pod_that_keeps_profiles_is_found_by_the_others_under_the_url_that_it_tells() throws IOException {
        JsonNode set = workload(PROFILES.resolve("statefulset.yaml"));
        Map<String, String> environment = environment(PROFILES.resolve("statefulset.yaml"));
        String governing = set.at("/spec/serviceName").textValue();
        JsonNode service = documents(PROFILES.resolve("services.yaml")).stream()
                .filter(one -> one.at("/metadata/name").textValue().equals(governing))
                .findFirst()
                .orElseThrow();

        assertThat(service.at("/spec/clusterIP").textValue()).isEqualTo("None");
        assertThat(service.at("/spec/publishNotReadyAddresses").booleanValue()).isTrue();
        assertThat(service.at("/spec/selector")).isEqualTo(set.at("/spec/selector/matchLabels"));
        assertThat(environment)
                .containsEntry("POD_NAME", "metadata.name")
                .containsEntry("POD_NAMESPACE", "metadata.namespace")
                .containsEntry(
                        "BRIDGE_PROFILES_ADVERTISED_URL",
                        "http://$(POD_NAME)." + governing + ".$(POD_NAMESPACE).svc:9000");
        JsonNode policy = workload(PROFILES.resolve("networkpolicy.yaml"));
        assertThat(List.of(policy.at("/spec/ingress/0/from"), policy.at("/spec/egress/0/to")))
                .allSatisfy(peers ->
                        assertThat(peers.findValues("matchLabels")).contains(set.at("/spec/selector/matchLabels")));
    }

    /** Without a password, callers from other pods are admitted only if the NetworkPolicy keeps everybody else out. */
    @Test
    void pods_that_keep_profiles_answer_under_the_names_of_their_services() throws IOException {
        Map<String, String> keeper = environment(PROFILES.resolve("statefulset.yaml"));
        List<String> hosts = List.of(keeper.get("BRIDGE_CONSOLE_HOSTS").split(", *"));

        assertThat(keeper).containsEntry("BRIDGE_CONSOLE_OPEN", "true");
        for (JsonNode service : documents(PROFILES.resolve("services.yaml"))) {
            String name = service.at("/metadata/name").textValue();
            String host = service.at("/spec/clusterIP").textValue() == null ? name : "*." + name;
            assertThat(hosts).contains(host + ".$(POD_NAMESPACE).svc", host + ".$(POD_NAMESPACE).svc.cluster.local");
        }
    }

    /** The container's environment: values, and the pod's fields that become variables. */
    private static Map<String, String> environment(Path file) throws IOException {
        return workload(file)
                .at("/spec/template/spec/containers/0/env")
                .valueStream()
                .collect(Collectors.toMap(
                        variable -> variable.get("name").textValue(),
                        variable -> variable.has("value")
                                ? variable.get("value").textValue()
                                : variable.at("/valueFrom/fieldRef/fieldPath").textValue()));
    }

    /** The only document in a file. */
    private static JsonNode workload(Path file) throws IOException {
        List<JsonNode> documents = documents(file);
        assertThat(documents).hasSize(1);
        return documents.get(0);
    }

    private static List<JsonNode> documents(Path file) throws IOException {
        return YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(file.toFile())
                .readAll();
    }

    private static Stream<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::textValue);
    }
}
