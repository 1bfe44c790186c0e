package dev.espalier.fx.client;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small apps that do what a test wants to see. */
final class Apps {
  private Apps() {}

  static final String NOTES =
      """
      export const manifest = {
        lenra: {routes: [{path: '/', view: {_type: 'view', name: 'notes', find: {coll: 'notes', query: {}}}}]},
      };
      export const views = {
        notes: (notes) => ({_type: 'flex', direction: 'vertical', spacing: 12, children: [
          {_type: 'text', value: `Notes: ${notes.length}`},
          {_type: 'button', text: 'Add a note', onPressed: {_type: 'listener', name: 'add'}},
          {_type: 'button', text: 'Break', mainStyle: 'secondary', onPressed: {_type: 'listener', name: 'crash'}},
        ]}),
      };
      export const listeners = {
        add(props, event, api) { api.create('notes', {text: 'new'}); },
        crash() { throw new Error('this listener has a hole'); },
      };
      """;

  /** Of alice the view has failed, of bob a listener before that. */
  static Recorded failing(Path folder) throws Exception {
    return Recorded.of(
        folder,
        NOTES,
        """
          - open: alice
          - open: bob
          - click: Add a note
            in: alice
          - click: Break
            in: bob
          - expect: {errors: {bob: [{reason: error_500}]}}
          - fail: view notes
            with: "notes is not iterable (app.js:6)"
          - click: Add a note
            in: alice
          - expect: {errors: {alice: [{reason: error_500}], bob: [{reason: error_500}]}}
        """);
  }

  /** So many sessions of one app. */
  static Recorded crowd(Path folder, int count) throws Exception {
    String opened =
        IntStream.rangeClosed(1, count)
            .mapToObj("  - open: user-%d\n"::formatted)
            .collect(Collectors.joining());
    return Recorded.of(folder, NOTES, opened + "  - click: Add a note\n    in: user-7\n");
  }

  static Recorded longNames(Path folder) throws Exception {
    return Recorded.of(
        folder,
        NOTES
            .replace("path: '/'", "path: '/organisations/:organisation/members/:member'")
            .replace("Notes: ", "Notes of all the members of the organisation so far: "),
        """
          - open: the-administrator-of-the-whole-organisation
            user: the-administrator-of-the-whole-organisation@example.org
            path: /organisations/organisation-with-a-long-name/members/17
          - click: Add a note
            in: the-administrator-of-the-whole-organisation
        """);
  }
}
