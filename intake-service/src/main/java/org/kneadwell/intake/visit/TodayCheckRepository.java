package org.kneadwell.intake.visit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class TodayCheckRepository implements PanacheRepositoryBase<TodayCheck, UUID> {}
