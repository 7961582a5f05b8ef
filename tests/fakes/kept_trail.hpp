#pragma once

#include <string>
#include <vector>

#include "audit/line.hpp"
#include "audit/stored_event.hpp"
#include "audit/trail.hpp"

namespace burner::fakes {

/// A trail that keeps events as they would stand in the log; it takes no event while `works` is false.
class KeptTrail final : public audit::Trail {
  public:
    bool note(const audit::Event& event) override {
        if (works) keep(event);
        return works;
    }
    base::Result<void> record(const audit::Event& event) override {
        if (!works) return std::unexpected(audit::not_audited());
        keep(event);
        return {};
    }

    bool works = true;
    std::vector<audit::StoredEvent> events;

  private:
    void keep(const audit::Event& event) {
        std::string line;
        append_line(line, event);
        line.pop_back();
        events.push_back(audit::stored_event(line).value());
    }
};

}  // namespace burner::fakes
