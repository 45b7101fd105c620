package org.kneadwell.booking.sql;

import java.sql.SQLException;

/** A statement failed. Its message names the state only, because the driver's message may hold what was stored. */
public final class SqlFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SqlFailure(SQLException cause) {
        super("SQLState " + cause.getSQLState(), cause);
    }
}
