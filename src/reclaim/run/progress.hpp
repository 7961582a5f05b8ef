#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>

#include <burnandclaim/reclaim.hpp>

#include "reclaim/report/outcome.hpp"
#include "reclaim/terminal/console.hpp"
#include "reclaim/terminal/explorer.hpp"

namespace burner::reclaim {

/// The progress of a reclaim, told to a person: one line that is redrawn on a terminal, else a line for each event.
class ReclaimProgress {
  public:
    ReclaimProgress(std::ostream& out, Screen screen, Explorer explorer)
        : out_(out), screen_(screen), explorer_(std::move(explorer)) {}

    void show(const burnandclaim::ReclaimEvent& event);
    /// Shows a transaction that was built and checked, and with --dry-run is not signed.
    void planned(const DoneTransaction& planned);
    /// Shows what a transaction does that is about to be signed, as the check says.
    void signing(const std::string& sentence);
    /// Says that Ctrl-C was pressed, and that what was sent is looked at once more.
    void interrupted(std::size_t open, std::chrono::seconds patience);

  private:
    void on_event(const burnandclaim::BuiltEvent& event);
    void on_event(const burnandclaim::RefreshedEvent&) {}
    void on_event(const burnandclaim::SigningEvent& event);
    void on_event(const burnandclaim::SubmittedEvent& event);
    void on_event(const burnandclaim::LandedEvent& event);
    void on_event(const burnandclaim::FailedEvent& event);
    void on_event(const burnandclaim::DoneEvent& event);
    void write_amounts(const burnandclaim::BuiltTransaction& built);
    void write_line(const std::string& line, std::size_t indent = 0);
    void write_uncut(const std::string& lines);
    void end_bar();
    void draw();
    std::string bar() const;
    std::string counts() const;

    std::ostream& out_;
    Screen screen_;
    Explorer explorer_;
    std::size_t count_ = 0;
    std::size_t total_ = 0;
    std::size_t submitted_ = 0;
    std::size_t confirmed_ = 0;
    std::size_t failed_ = 0;
    std::uint64_t net_rebate_ = 0;  ///< lamports, of what landed
};

}  // namespace burner::reclaim
