package org.kneadwell.kit.transaction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.concurrent.Callable;

/**
 * Runs work in a transaction, which any failure undoes. In place of {@code QuarkusTransaction}, which keeps what observes the
 * beginning of transactions beyond the end of an application, and so breaks tests that start a second one.
 */
@ApplicationScoped
public class Transactions {

    /** In one of its own. */
    @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public <T> T anew(Callable<T> work) {
        return call(work);
    }

    /** In the running one, if there is one. */
    @Transactional(value = TxType.REQUIRED, rollbackOn = Exception.class)
    public <T> T joining(Callable<T> work) {
        return call(work);
    }

    private static <T> T call(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The work of a transaction failed.", e);
        }
    }
}
