package io.imbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of all commands. */
@Command(
        name = "im-kafka-bridge",
        description = "Without arguments: starts the service, which receives the callbacks of Tencent Cloud IM and"
                + " publishes them to Kafka.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Done, and nothing is wrong.", "1:A problem was found.", "2:The arguments mean nothing."},
        versionProvider = BridgeCommand.Version.class,
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT)
public final class BridgeCommand {
    private BridgeCommand() {}

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = BridgeCommand.class.getPackage().getImplementationVersion();
            return new String[] {"im-kafka-bridge " + (version == null ? "of this build" : version)};
        }
    }

    /**
     * Runs the command that the arguments name, with its output in UTF-8.
     *
     * @return the exit code: 0 for done, 1 for a problem, 2 for arguments that mean nothing
     */
    public static int run(String... arguments) {
        return run(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), arguments);
    }

    /** As the other one, with an output of the caller's own. */
    static int run(OutputStream out, OutputStream err, String... arguments) {
        PrintWriter to = new PrintWriter(out, true, UTF_8);
        PrintWriter errors = new PrintWriter(err, true, UTF_8);
        return new CommandLine(new BridgeCommand())
                .addSubcommand(new OutboxCommand(to, errors))
                .addSubcommand(new SimulateCommand(to, errors))
                .addSubcommand(new TailCommand(to, errors))
                .setOut(to)
                .setErr(errors)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(BridgeCommand::tell)
                .execute(arguments);
    }

    /** What an operator can mend is a sentence; anything else is a defect, and shows where. */
    private static int tell(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (!(failure instanceof IOException)) {
            throw failure;
        }
        command.getErr().println(failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
