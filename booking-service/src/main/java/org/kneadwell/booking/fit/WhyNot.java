package org.kneadwell.booking.fit;

/** A hard filter that was not met, and why in one sentence. */
public record WhyNot(HardFilter filter, String reason) {}
