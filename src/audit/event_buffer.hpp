#pragma once

#include <cstddef>
#include <string>

#include "audit/event.hpp"

namespace burner::audit {

/// Events one after another in one block of memory, copied in and read back in order. Bounded: a push that
/// would pass the bound is refused. Not synchronised.
class EventBuffer {
  public:
    explicit EventBuffer(std::size_t limit_bytes) : limit_(limit_bytes) {}

    bool push(const Event& event);
    /// Reads the event at `offset` and moves `offset` past it. Its texts are views into the buffer.
    Event read(std::size_t& offset) const;

    std::size_t bytes() const { return bytes_.size(); }
    bool is_empty() const { return bytes_.empty(); }
    /// Forgets all, and gives memory back that only a burst needed.
    void clear();

  private:
    std::size_t limit_;
    std::string bytes_;
};

}  // namespace burner::audit
