#pragma once

#include <string>
#include <utility>

#include "audit/chain_store.hpp"
#include "audit/line.hpp"
#include "fakes/fake_clock.hpp"

namespace burner::fakes {

/// Makes batches of events that follow each other, as the files of a log hold them.
class AuditChain {
  public:
    explicit AuditChain(std::string name, audit::Link start = {}) : name_(std::move(name)), end_(start) {}

    /// Returns the next batch of so many events.
    audit::Batch add(int events) {
        audit::Batch batch{.before = end_, .end = {}, .lines = {}};
        for (int i = 0; i < events; ++i) {
            clock_.advance(std::chrono::seconds{1});
            audit::append_line(batch.lines, {.action = audit::Action::session_mint,
                                             .time = clock_.now(),
                                             .actor = {audit::Actor::Kind::key, name_},
                                             .subject = "session"});
        }
        const audit::BatchSeal seal = audit::seal_batch(batch.lines, end_);
        batch.lines.replace(batch.lines.size() - audit::unsealed_end, audit::unsealed_end, seal.text);
        batch.end = end_ = seal.link;
        return batch;
    }

  private:
    FakeClock clock_;
    std::string name_;
    audit::Link end_;
};

}  // namespace burner::fakes
