package io.imbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The root of all commands. */
@Command(
        name = "im-kafka-bridge",
        description =
                "Receive the callbacks of Tencent Cloud IM and publish them to Kafka. Without arguments, start the"
                        + " service.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:Success.", "1:A problem was found, or the command failed.", "2:Invalid arguments."},
        versionProvider = BuildVersion.class,
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT)
public final class BridgeCommand {
    private BridgeCommand() {}

    /**
     * Runs the command that the arguments name, with its output in UTF-8.
     *
     * @return the exit code: 0 for done, 1 for a problem, 2 for invalid arguments
     */
    public static int run(String... arguments) {
        return run(new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), arguments);
    }

    /** Runs the command like the method above, but writes to the given streams. */
    static int run(OutputStream out, OutputStream err, String... arguments) {
        PrintWriter to = new PrintWriter(out, true, UTF_8);
        PrintWriter errors = new PrintWriter(err, true, UTF_8);
        return new CommandLine(new BridgeCommand())
                .addSubcommand(new OutboxCommand(to, errors))
                .addSubcommand(new ProfilesCommand(to))
                .addSubcommand(new SimulateCommand(to))
                .addSubcommand(new TailCommand(to, errors))
                .setOut(to)
                .setErr(errors)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(BridgeCommand::refuse)
                .setExecutionExceptionHandler(BridgeCommand::tell)
                .execute(arguments);
    }

    /** Prints the message and a pointer to the help, because the whole usage would hide the message. */
    private static int refuse(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println(wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for more information.");
        return CommandLine.ExitCode.USAGE;
    }

    /**
     * Prints a problem that an operator can fix as a sentence. Any other exception is a defect and is thrown on, with
     * its stack trace.
     */
    private static int tell(Exception failure, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (!(failure instanceof IOException)) {
            throw failure;
        }
        command.getErr().println(failure.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }
}
