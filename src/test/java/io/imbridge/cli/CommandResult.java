package io.imbridge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * A command that ran in this JVM.
 *
 * @param code the exit code
 * @param out the standard output
 * @param err the standard error
 */
record CommandResult(int code, String out, String err) {
    static CommandResult command(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = BridgeCommand.run(out, err, arguments);
        return new CommandResult(code, out.toString(UTF_8), err.toString(UTF_8));
    }
}
