package org.kneadwell.feedback.followup;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.kneadwell.kit.vault.KeepsSealed;
import org.kneadwell.kit.vault.SealedTable;
import org.kneadwell.kit.vault.Vault;

@ApplicationScoped
class AnswerRepository implements PanacheRepositoryBase<Answer, UUID>, KeepsSealed {

    private final Vault vault;

    AnswerRepository(Vault vault) {
        this.vault = vault;
    }

    /** Oldest first. */
    List<Answer> ofFollowUp(UUID followUpId) {
        return opened("followUpId = ?1 order by answeredAt, id", followUpId);
    }

    /** Oldest first. */
    List<Answer> ofFollowUps(Collection<UUID> followUpIds) {
        return followUpIds.isEmpty() ? List.of() : opened("followUpId in ?1 order by answeredAt, id", followUpIds);
    }

    /** Oldest first. */
    List<Answer> ofClient(UUID clientId) {
        return opened("clientId = ?1 order by answeredAt, id", clientId);
    }

    private List<Answer> opened(String query, Object parameter) {
        return list(query, parameter).stream().map(answer -> answer.open(vault)).toList();
    }

    @Override
    public SealedTable sealed() {
        return Answer.SEALED;
    }
}
