package org.kneadwell.feedback.privacy;

import jakarta.ws.rs.Path;
import javax.sql.DataSource;
import org.kneadwell.kit.audit.AuditChain;
import org.kneadwell.kit.audit.AuditTrail;
import org.kneadwell.kit.security.Caller;

/** Who looked at health data in this service. */
@Path("/api/feedback/v1")
public class AuditResource extends AuditTrail {

    AuditResource(DataSource dataSource, AuditChain chain, Caller caller) {
        super(dataSource, chain, caller);
    }
}
