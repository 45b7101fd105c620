package org.kneadwell.booking.series;

import java.util.List;

/**
 * What booking a series would bring now.
 *
 * @param zone where it takes place; show the times in it
 * @param notes what the client's plan suggests, where it suggests something else; nobody is held to it
 */
record SeriesPreview(String zone, List<SeriesView.Occurrence> occurrences, List<String> notes) {}
