package org.kneadwell.booking.fit;

import org.kneadwell.kit.language.Sentence;

/** A hard filter that was not met, and why in one sentence. */
public record WhyNot(HardFilter filter, Sentence reason) {}
