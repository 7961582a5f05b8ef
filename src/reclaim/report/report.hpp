#pragma once

#include <string>

#include "reclaim/choice/choice.hpp"
#include "reclaim/report/outcome.hpp"

namespace burner::reclaim {

/// The end of the story for a person: what failed, then one line with the balance.
std::string report_text(const ReclaimOutcome& outcome, bool dry_run);

struct JsonReport {
    const std::string& wallet;
    const Choice& choice;
    const ReclaimOutcome& outcome;
    bool dry_run = false;
    int exit_code = 0;
    const std::string& error;  ///< why the run ended early; empty: it did not
};

/// The same for a program: one JSON object on one line. Amounts are lamports.
std::string report_json(const JsonReport& report);

}  // namespace burner::reclaim
