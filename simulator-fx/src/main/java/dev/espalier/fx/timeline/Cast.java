package dev.espalier.fx.timeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import dev.espalier.otp.Address;
import dev.espalier.otp.Group;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Everyone who lives at any time in a stretch of events. What is arranged by it keeps its place
 * while processes come and go.
 *
 * @param members one for each identity, as it was when it began, or the stretch did
 * @param parents who started whom
 * @param groups that each was in at any time
 * @param readers the Ws that had data of each Q at any time
 */
public record Cast(
    ImmutableMap<Address, ProcessAt> members,
    ImmutableMap<Address, Address> parents,
    ImmutableSetMultimap<Address, Group> groups,
    ImmutableSetMultimap<Address, Address> readers) {

  public static final Cast NOBODY = of(ImmutableList.of());

  /** Of a single moment. */
  public static Cast of(Collection<ProcessAt> processes) {
    return new Casting(processes).cast();
  }

  public @Nullable ProcessAt parent(ProcessAt process) {
    Address parent = parents.get(process.identity());
    return parent == null ? null : members.get(parent);
  }
}
