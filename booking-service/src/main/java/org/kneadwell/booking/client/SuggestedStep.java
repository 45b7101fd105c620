package org.kneadwell.booking.client;

import java.util.UUID;
import org.kneadwell.vocabulary.PlanStage;

/**
 * The step of a course of massage that was suggested to a client last.
 *
 * @param therapistId with whom the session was that it was suggested after
 * @param sessions how many; 0 when none, or not counted
 * @param everyDays days between them; 0 when none are suggested
 */
public record SuggestedStep(UUID therapistId, PlanStage stage, int sessions, int everyDays) {}
