package io.imbridge;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.TokenStreamFactory;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The architecture along the path of the data: which package may use which, and which classes are public. */
class ArchitectureTest {
    private final JavaClasses service = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.imbridge");

    @Test
    void the_arrows_of_the_datas_way_are_the_only_ones() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("callback")
                .definedBy("io.imbridge.callback")
                .layer("receive")
                .definedBy("io.imbridge.receive")
                .layer("verify")
                .definedBy("io.imbridge.verify")
                .layer("normalize")
                .definedBy("io.imbridge.normalize")
                .layer("outbox")
                .definedBy("io.imbridge.outbox..")
                .layer("publish")
                .definedBy("io.imbridge.publish")
                .layer("profiles")
                .definedBy("io.imbridge.profiles")
                .layer("vendor")
                .definedBy("io.imbridge.vendor")
                .layer("words")
                .definedBy("io.imbridge.words")
                .layer("events")
                .definedBy("io.imbridge.events")
                .layer("console")
                .definedBy("io.imbridge.console")
                .layer("ops")
                .definedBy("io.imbridge.ops")
                .layer("dev")
                .definedBy("io.imbridge.dev")
                .layer("cli")
                .definedBy("io.imbridge.cli")
                .layer("simulate")
                .definedBy("io.imbridge.simulate")
                .whereLayer("callback")
                .mayNotAccessAnyLayer()
                .whereLayer("verify")
                .mayOnlyAccessLayers("callback")
                .whereLayer("normalize")
                .mayOnlyAccessLayers("callback")
                .whereLayer("outbox")
                .mayOnlyAccessLayers("callback")
                .whereLayer("receive")
                .mayOnlyAccessLayers("callback", "verify", "normalize", "outbox")
                .whereLayer("publish")
                .mayOnlyAccessLayers("callback", "outbox")
                .whereLayer("profiles")
                .mayOnlyAccessLayers("callback")
                .whereLayer("vendor")
                .mayOnlyAccessLayers("callback")
                .whereLayer("vendor")
                .mayOnlyBeAccessedByLayers("ops", "cli")
                .whereLayer("words")
                .mayOnlyAccessLayers("callback")
                .whereLayer("words")
                .mayOnlyBeAccessedByLayers("events", "console", "cli")
                .whereLayer("events")
                .mayOnlyAccessLayers("callback", "words")
                .whereLayer("events")
                .mayOnlyBeAccessedByLayers("console", "cli")
                .whereLayer("console")
                .mayOnlyAccessLayers("callback", "profiles", "words", "events")
                .whereLayer("console")
                .mayOnlyBeAccessedByLayers("ops")
                .whereLayer("ops")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cli")
                .mayOnlyAccessLayers("callback", "outbox", "simulate", "words", "events", "vendor")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("simulate")
                .mayOnlyAccessLayers("callback")
                .whereLayer("simulate")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("dev")
                .mayNotAccessAnyLayer()
                .whereLayer("dev")
                .mayNotBeAccessedByAnyLayer()
                .check(service);
    }

    @Test
    void no_package_is_part_of_a_circle() {
        slices().matching("io.imbridge.(*)..").should().beFreeOfCycles().check(service);
    }

    @Test
    void only_receiving_and_simulating_know_http_and_only_publishing_and_reading_know_kafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.imbridge.receive", "io.imbridge.ops", "io.imbridge.console", "io.imbridge.simulate")
                .should()
                .dependOnClassesThat(resideInAPackage("io.vertx.."))
                .check(service);
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.imbridge.publish",
                        "io.imbridge.profiles",
                        "io.imbridge.vendor",
                        "io.imbridge.events",
                        "io.imbridge.console",
                        "io.imbridge.cli",
                        "io.imbridge.dev")
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.kafka.."))
                .check(service);
    }

    @Test
    void only_the_outboxs_file_knows_sqlite() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.imbridge.outbox.sqlite")
                .should()
                .dependOnClassesThat(resideInAPackage("org.sqlite..").or(resideInAPackage("java.sql..")))
                .check(service);
    }

    /** Jackson's factories keep names in memory, and strangers choose the names. */
    @Test
    void no_parser_of_jackson_reads_on_the_datas_way() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.imbridge.profiles",
                        "io.imbridge.vendor",
                        "io.imbridge.words",
                        "io.imbridge.events",
                        "io.imbridge.console",
                        "io.imbridge.cli",
                        "io.imbridge.simulate",
                        "io.imbridge.dev")
                .should()
                .dependOnClassesThat(resideInAPackage("com.fasterxml.jackson.databind.."))
                .orShould()
                .dependOnClassesThat(assignableTo(TokenStreamFactory.class).or(assignableTo(JsonParser.class)))
                .check(service);
    }

    @Test
    void only_looking_in_knows_how_it_is_traced() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.imbridge.ops")
                .should()
                .dependOnClassesThat(resideInAPackage("io.opentelemetry.."))
                .check(service);
    }

    @Test
    void only_the_doors_and_the_settings_are_public() {
        classes()
                .that()
                .resideInAnyPackage(
                        "io.imbridge.verify",
                        "io.imbridge.normalize",
                        "io.imbridge.outbox..",
                        "io.imbridge.receive",
                        "io.imbridge.publish",
                        "io.imbridge.profiles",
                        "io.imbridge.vendor",
                        "io.imbridge.words",
                        "io.imbridge.events",
                        "io.imbridge.console",
                        "io.imbridge.ops",
                        "io.imbridge.cli",
                        "io.imbridge.simulate")
                .and()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .and()
                .haveSimpleNameNotEndingWith("Settings")
                .should()
                .haveNameMatching("io\\.imbridge\\.(verify\\.(CallbackVerifier|VerifiedCaller)"
                        + "|normalize\\.(Normalizer|ImEvent|EventIds)"
                        + "|outbox\\.(Outbox|OutboxRecord|OutboxState|KeptRecord|CommitObserver|RunningOutbox"
                        + "|OutboxStore|SequenceSet|DamagedFileException|FileGoneException"
                        + "|UnusableDirectoryException|sqlite\\.OutboxFile)"
                        + "|receive\\.(EventRecords|CallbackResource|CallbackObserver|RefusedRequest|CallbackTracer"
                        + "|Connections|NewConnections|Readiness)"
                        + "|publish\\.(EventEncoding|Relay|RelayState|RelayObserver|RecordTracer)"
                        + "|profiles\\.(Profiles|ProfilesState|ProfilesObserver|PeerAuthorization|RocksDbMemory)"
                        + "|vendor\\.(ProfileReading|ReadProgress|ReadReport|ReadWatcher|TopicReads|VendorObserver)"
                        + "|words\\.(Names|Part|Sentence|Sentences|VisibleText)"
                        + "|events\\.(CommandSet|Entry|EntryFilter|EntryJson|EntryReader|EventTopics|Since|ValueJson)"
                        + "|console\\.(ServiceView|LatencyHistogram|RefusalHistory|EventStreams|RecordRebuilder|ResendObserver)"
                        + "|ops\\.(PlainSecrets|UnreadableValues)"
                        + "|cli\\.BridgeCommand"
                        + "|simulate\\.(Simulation|Scenario|Plan|Report))(\\$.*|_.*)?")
                .check(service);
    }

    @Test
    void nothing_is_injected_into_fields() {
        noFields().should().beAnnotatedWith(Inject.class).check(service);
    }
}
