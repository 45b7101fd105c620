package org.kneadwell.booking.therapist;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class TherapistRepository implements PanacheRepositoryBase<Therapist, UUID> {}
