#include "app/commands/node_table.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "reclaim/terminal/columns.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::app {

namespace {

using nodes::LeaseState;
using nodes::NodeReport;

constexpr std::size_t columns_of_screen = 80;
constexpr std::size_t shown_of_id = 11;  ///< `node_` and 36 random bits
constexpr std::string_view gap = "  ";

constexpr std::array<std::string_view, 8> heads{"NAME", "ID", "VERSION", "LEASE", "RENEWED", "APPLIED", "DUTIES", "UP"};
using TableLine = std::array<std::string, heads.size()>;

/// Writes a length as people say it, in its largest unit: `0.4s`, `12s`, `5m`, `3h`, `2d`.
std::string age(std::chrono::milliseconds length) {
    using namespace std::chrono;
    if (length < seconds{10}) return fmt::format("{:.1f}s", duration<double>(length).count());
    if (length < minutes{2}) return fmt::format("{}s", floor<seconds>(length).count());
    if (length < hours{2}) return fmt::format("{}m", floor<minutes>(length).count());
    if (length < days{2}) return fmt::format("{}h", floor<hours>(length).count());
    return fmt::format("{}d", floor<days>(length).count());
}

TableLine line_of(const NodeReport& node, const nodes::LeaseTerms& terms) {
    return {reclaim::printable(node.name),
            node.id.substr(0, shown_of_id),
            reclaim::printable(node.version),
            std::string{to_text(lease_state(node, terms))},
            age(node.since_renewal),
            node.behind == 0 ? fmt::to_string(node.applied) : fmt::format("{} (-{})", node.applied, node.behind),
            fmt::to_string(node.duties),
            age(node.since_start)};
}

/// Returns how wide each column is: as its widest text, and the names take what the others leave.
std::array<std::size_t, heads.size()> widths_of(const std::vector<TableLine>& lines) {
    std::array<std::size_t, heads.size()> widths{};
    std::size_t others = 0;
    for (std::size_t column = 0; column < heads.size(); ++column) {
        for (const TableLine& line : lines) widths[column] = std::max(widths[column], reclaim::width_of(line[column]));
        if (column > 0) others += gap.size() + widths[column];
    }
    const std::size_t left = columns_of_screen - std::min(columns_of_screen, others);
    widths[0] = std::clamp(widths[0], heads[0].size(), std::max(left, heads[0].size()));
    return widths;
}

std::string table_of(const std::vector<TableLine>& lines) {
    const auto widths = widths_of(lines);
    std::string text;
    for (const TableLine& line : lines) {
        for (std::size_t column = 0; column + 1 < heads.size(); ++column)
            text.append(reclaim::fitted(line[column], widths[column])).append(gap);
        text.append(line.back()).append("\n");
    }
    return text;
}

std::string meaning_of(LeaseState state) {
    switch (state) {
        case LeaseState::held: return {};
        case LeaseState::lagging:
            return "lagging: a change has not been applied yet. A revocation waits for this node, at most until its "
                   "lease ends.";
        case LeaseState::ended: break;
    }
    return "ended: the node did not renew its lease in time, or was fenced. It answers 503 until it reaches the "
           "database again, and joins under a new id then. Its log says why; the others do its work.";
}

}  // namespace

std::string node_table(const std::vector<NodeReport>& nodes, const nodes::LeaseTerms& terms, bool show_all) {
    std::vector<TableLine> lines(1);
    std::ranges::copy(heads, lines[0].begin());
    std::array<bool, 3> has_state{};
    std::size_t left_out = 0;
    for (const NodeReport& node : nodes) {
        if (node.is_fenced && !show_all) {
            ++left_out;
            continue;
        }
        lines.push_back(line_of(node, terms));
        has_state[static_cast<std::size_t>(lease_state(node, terms))] = true;
    }
    std::string text = lines.size() > 1 ? table_of(lines) : "No node is there.\n";
    const auto say = [&](const std::string& sentence) {
        text.append("\n").append(reclaim::wrapped(sentence, columns_of_screen)).append("\n");
    };
    for (const LeaseState state : {LeaseState::lagging, LeaseState::ended})
        if (has_state[static_cast<std::size_t>(state)]) say(meaning_of(state));
    if (left_out > 0)
        say(fmt::format("Left or fenced lately: {}. --all shows them.", reclaim::counted(left_out, "node")));
    return text;
}

}  // namespace burner::app
