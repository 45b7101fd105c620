package org.kneadwell.booking.location;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class LocationRepository implements PanacheRepositoryBase<Location, UUID> {}
