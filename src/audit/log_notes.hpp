#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace burner::audit {

/// What a log says of itself: that it was repaired, altered, pruned. At most 100 such events are kept.
class LogNotes {
  public:
    /// Takes note of a line that is such an event. `of` says of which log it is, where there are several.
    void take(std::string_view line, std::string_view of = {});

    bool was_altered() const { return was_altered_; }
    std::vector<std::string> take_texts() { return std::move(texts_); }

  private:
    std::vector<std::string> texts_;
    bool was_altered_ = false;
};

}  // namespace burner::audit
