package io.imbridge.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.CallbackCommand;
import java.util.List;

/** Sends the samples of some commands in turn, for a given number of groups or accounts. */
final class Repetition implements Scenario {
    private final List<Sample> samples;
    private final int groups;
    private final Times times;
    private long sent;

    Repetition(List<CallbackCommand> commands, int groups, Times times) {
        this.samples = commands.stream().map(Sample::of).toList();
        this.groups = groups;
        this.times = times;
    }

    @Override
    public Callback next() {
        Sample sample = samples.get((int) (sent % samples.size()));
        long group = sent / samples.size() % groups;
        sent++;
        ObjectNode body = sample.body().deepCopy();
        sample.command().key().pointers().forEach(pointer -> set(body, pointer, group));
        times.refresh(body);
        return new Callback(sample.query(), Sample.write(body));
    }

    /** Changes the field that becomes the event's key to a group or an account with a number. */
    private static void set(JsonNode body, List<String> pointer, long number) {
        JsonNode owner = body;
        for (String name : pointer.subList(0, pointer.size() - 1)) {
            owner = owner.isArray() ? owner.path(Integer.parseInt(name)) : owner.path(name);
        }
        String last = pointer.get(pointer.size() - 1);
        if (owner instanceof ObjectNode fields && fields.path(last).isTextual()) {
            fields.put(
                    last,
                    last.equals("GroupId")
                            ? "@TGS#sim" + number
                            : fields.path(last).textValue() + number);
        }
    }
}
