package io.imbridge.outbox;
