package org.kneadwell.kit.retention;

import java.util.List;

/** A service's classes of data with how long each is kept, what depends on others first. */
@FunctionalInterface
public interface Keeps {

    List<Kept> kept();
}
