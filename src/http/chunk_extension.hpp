#pragma once

namespace burner::http {

/// Reads the extensions of a chunk (RFC 9112 section 7.1.1), one character after another: each a token, perhaps with a
/// token or a quoted string as its value, and blanks about `;` and `=` alone. What they say is thrown away.
class ChunkExtension {
  public:
    /// Takes the next character of the line between the chunk's size and its CR. False where it may not stand there.
    bool take(char c);
    /// Tells whether the line may end here.
    bool may_end() const;

  private:
    enum class Place { between, before_name, name, after_name, before_value, token, quoted, escaped, after_value };

    bool move_to(Place place);
    bool take_between(char c);
    bool take_after_name(char c);

    Place place_ = Place::between;
};

}  // namespace burner::http
