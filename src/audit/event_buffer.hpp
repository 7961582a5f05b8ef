#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace burner::audit {

/// What lines are to tell (`append_members`), one event after another in one block of memory, read back in their
/// order. Bounded: a push that would pass the bound is refused. Not synchronised.
class EventBuffer {
  public:
    explicit EventBuffer(std::size_t limit_bytes) : limit_(limit_bytes) {}

    bool push(std::string_view members);
    /// Reads the event at `offset` and moves `offset` past it. A view into the buffer.
    std::string_view read(std::size_t& offset) const;

    std::size_t bytes() const { return bytes_.size(); }
    bool is_empty() const { return bytes_.empty(); }
    /// Forgets all, and gives memory back that only a burst needed.
    void clear();

  private:
    std::size_t limit_;
    std::string bytes_;
};

}  // namespace burner::audit
