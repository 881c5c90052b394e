/** im-kafka-bridge: receives the callbacks of Tencent Cloud IM, keeps them, and publishes them to Kafka. */
@NullMarked
package io.imbridge;

import org.jspecify.annotations.NullMarked;
