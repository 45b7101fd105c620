package org.kneadwell.localstack.demo;

import java.time.ZoneId;

/** A place of treatment in one jurisdiction, whose clocks its slots are told in. */
public record DemoLocation(String key, String name, String address, String jurisdiction, ZoneId zone) {}
