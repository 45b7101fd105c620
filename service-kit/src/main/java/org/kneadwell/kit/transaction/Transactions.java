package org.kneadwell.kit.transaction;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.concurrent.Callable;

/**
 * Runs work in a transaction, which any failure undoes. Work that returns has been committed: where the transaction was given up
 * meanwhile, that is a failure too. In place of {@code QuarkusTransaction}, which keeps what observes the beginning of transactions
 * beyond the end of an application, and so breaks tests that start a second one.
 */
@ApplicationScoped
public class Transactions {

    private final TransactionManager manager;

    Transactions(TransactionManager manager) {
        this.manager = manager;
    }

    /** In one of its own. */
    public <T> T anew(Callable<T> work) {
        try {
            Transaction outer = manager.suspend();
            try {
                return inOurs(work);
            } finally {
                if (outer != null) {
                    manager.resume(outer);
                }
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A transaction failed.", e);
        }
    }

    /** In the running one, if there is one. */
    public <T> T joining(Callable<T> work) {
        try {
            return manager.getStatus() == Status.STATUS_NO_TRANSACTION ? inOurs(work) : work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A transaction failed.", e);
        }
    }

    private <T> T inOurs(Callable<T> work) throws Exception {
        manager.begin();
        T result;
        try {
            result = work.call();
        } catch (Throwable failure) {
            undo(failure);
            throw failure;
        }
        manager.commit();
        return result;
    }

    private void undo(Throwable failure) {
        try {
            manager.rollback();
        } catch (SystemException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
