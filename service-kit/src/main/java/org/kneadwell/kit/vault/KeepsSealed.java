package org.kneadwell.kit.vault;

/** What keeps a table with sealed values; each such bean takes part when keys are changed. */
@FunctionalInterface
public interface KeepsSealed {

    SealedTable sealed();
}
