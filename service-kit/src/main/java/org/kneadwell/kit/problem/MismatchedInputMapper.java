package org.kneadwell.kit.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Takes the place of Quarkus's own mapper for this one, which answers without a problem. */
@Provider
@Priority(Priorities.USER)
public class MismatchedInputMapper extends ExceptionMapperBase<MismatchedInputException> {

    @Override
    protected HttpProblem toProblem(MismatchedInputException e) {
        return HttpProblem.valueOf(Response.Status.BAD_REQUEST); // ProblemShape says the rest
    }
}
