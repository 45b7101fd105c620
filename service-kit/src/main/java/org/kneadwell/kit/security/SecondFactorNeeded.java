package org.kneadwell.kit.security;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.arc.Unremovable;
import io.quarkus.security.ForbiddenException;
import jakarta.enterprise.context.ApplicationScoped;
import org.kneadwell.kit.problem.Problems;

/** Tells whoever lacks a role only for want of a second factor what to do about it. */
@ApplicationScoped
@Unremovable
class SecondFactorNeeded implements ProblemPostProcessor {

    /** Before what gives every failure its shape. */
    private static final int BEFORE_ALL = 2_000_000;

    private final SecondFactor secondFactor;

    SecondFactorNeeded(SecondFactor secondFactor) {
        this.secondFactor = secondFactor;
    }

    @Override
    public int priority() {
        return BEFORE_ALL;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        return context.cause instanceof ForbiddenException && secondFactor.isWanting()
                ? Problems.of(
                        403,
                        "second-factor-needed",
                        "A password alone is not enough for this. Set up a second factor on your account page, then sign in again.")
                : problem;
    }
}
