package org.kneadwell.outbox;

record AggregateKey(String type, String id) {}
