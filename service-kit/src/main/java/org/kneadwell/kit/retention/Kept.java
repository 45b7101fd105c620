package org.kneadwell.kit.retention;

import java.time.Period;

/**
 * How long one class of data is kept.
 *
 * @param data its name, as in docs/privacy.md and in the setting {@code kneadwell.retention.<data>}
 * @param period how long, where nothing else is set
 * @param sql deletes or anonymises what is older than its one parameter, a timestamptz
 */
public record Kept(String data, Period period, String sql) {}
