package org.kneadwell.feedback.followup;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class AnswerRepository implements PanacheRepositoryBase<Answer, UUID> {

    /** Oldest first. */
    List<Answer> ofFollowUp(UUID followUpId) {
        return list("followUpId = ?1 order by answeredAt, id", followUpId);
    }

    /** Oldest first. */
    List<Answer> ofFollowUps(Collection<UUID> followUpIds) {
        return followUpIds.isEmpty() ? List.of() : list("followUpId in ?1 order by answeredAt, id", followUpIds);
    }

    /** Oldest first. */
    List<Answer> ofClient(UUID clientId) {
        return list("clientId = ?1 order by answeredAt, id", clientId);
    }
}
