#pragma once

#include <string>

#include "reclaim/choice/choice.hpp"
#include "reclaim/report/outcome.hpp"
#include "reclaim/terminal/explorer.hpp"

namespace burner::reclaim {

/// How a person reads a report.
struct ReportStyle {
    std::size_t columns = 0;  ///< as Screen's
    bool has_links = false;   ///< signatures are links
};

/// Writes the end of a run for a person: what was not done, what may still land, then one line with the balance.
std::string report_text(const ReclaimOutcome& outcome, bool dry_run, const Explorer& explorer, ReportStyle style);

struct JsonReport {
    const std::string& wallet;
    const Choice& choice;
    const ReclaimOutcome& outcome;
    const Explorer& explorer;
    const std::string& sign_link;  ///< to the signing page; empty: none was asked for
    bool dry_run = false;
    int exit_code = 0;
    const std::string& error;  ///< why the run ended early; empty: it did not
};

/// Writes the report for a program, in one JSON object on one line (docs/reclaim.md). Amounts are lamports.
std::string report_json(const JsonReport& report);

/// Writes in the same form that a run did not begin.
std::string error_json(int exit_code, const std::string& error);

}  // namespace burner::reclaim
