package org.kneadwell.booking.credential;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class LicenceRepository implements PanacheRepositoryBase<Licence, UUID> {}
