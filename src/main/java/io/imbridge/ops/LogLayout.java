package io.imbridge.ops;

import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.formatters.JsonFormatter;

/** Makes JSON fields of the fields in a line if the log is JSON. */
@Singleton
final class LogLayout {
    /** Before the check of the configuration, because nothing of this service logs earlier. */
    private static final int FIRST = 0;

    void apply(@Observes @Priority(FIRST) Router beforeItsRoutes) {
        for (Handler handler : LogContext.getLogContext().getLogger("").getHandlers()) {
            apply(handler);
        }
    }

    private static void apply(Handler handler) {
        Formatter formatter = handler.getFormatter();
        if (formatter instanceof JsonFormatter json) {
            handler.setFormatter(new FieldFormatter((ExtFormatter) json));
        }
        if (handler instanceof ExtHandler nest) {
            for (Handler inner : nest.getHandlers()) {
                apply(inner);
            }
        }
    }
}
