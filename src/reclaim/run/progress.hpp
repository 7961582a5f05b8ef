#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include <burnandclaim/reclaim.hpp>

#include "reclaim/report/outcome.hpp"
#include "reclaim/terminal/console.hpp"

namespace burner::reclaim {

/// Tells a person how a reclaim goes on: one line that is redrawn on a terminal, else a line for each thing that
/// happens.
class ReclaimProgress {
  public:
    ReclaimProgress(std::ostream& out, Screen screen) : out_(out), screen_(screen) {}

    void show(const burnandclaim::ReclaimEvent& event);
    /// A transaction that was built and checked, and with --dry-run is not signed.
    void planned(const DoneTransaction& planned);
    /// What a transaction does that is about to be signed, as the check says.
    void signing(const std::string& sentence);

  private:
    void take(const burnandclaim::BuiltEvent& event);
    void take(const burnandclaim::SigningEvent& event);
    void take(const burnandclaim::SubmittedEvent& event);
    void take(const burnandclaim::LandedEvent& event);
    void take(const burnandclaim::FailedEvent& event);
    void take(const burnandclaim::DoneEvent& event);
    void tell_transaction(const burnandclaim::BuiltTransaction& built, const std::string& what);
    void tell(const std::string& line);
    void draw();
    std::string bar() const;

    std::ostream& out_;
    Screen screen_;
    std::size_t count_ = 0;
    std::size_t total_ = 0;
    std::size_t submitted_ = 0;
    std::size_t settled_ = 0;
    std::uint64_t net_rebate_ = 0;  ///< lamports, of what landed
};

}  // namespace burner::reclaim
