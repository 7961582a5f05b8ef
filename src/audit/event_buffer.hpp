#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace burner::audit {

/// Lines of events, with their ends, that wait in one block of memory. Bounded: a push that would pass the bound is
/// refused. Not synchronised.
class EventBuffer {
  public:
    explicit EventBuffer(std::size_t limit_bytes) : limit_(limit_bytes) {}

    bool push(std::string_view line);
    /// Returns as many of the lines from `offset` on as `max_bytes` bytes hold, at least one, as a view into the
    /// buffer.
    std::string_view lines_from(std::size_t offset, std::size_t max_bytes) const;

    std::size_t bytes() const { return bytes_.size(); }
    bool is_empty() const { return bytes_.empty(); }
    /// Forgets all, and gives memory back that only a burst needed.
    void clear();

  private:
    std::size_t limit_;
    std::string bytes_;
};

}  // namespace burner::audit
