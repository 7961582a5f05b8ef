#include "reclaim/run/progress.hpp"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

namespace sdk = burnandclaim;

constexpr std::size_t bar_width = 24;
/// Back to the start of the line, which is emptied (ECMA-48).
constexpr std::string_view fresh_line = "\r\x1b[K";

}  // namespace

void ReclaimProgress::show(const sdk::ReclaimEvent& event) {
    std::visit([this](const auto& happened) { take(happened); }, event);
}

void ReclaimProgress::planned(const DoneTransaction& planned) {
    signing(planned.verified.sentence);
    tell_transaction(planned.built, "planned");
}

void ReclaimProgress::signing(const std::string& sentence) {
    tell(fmt::format("{:>3}  {}", ++count_, sentence));
}

void ReclaimProgress::take(const sdk::BuiltEvent& event) {
    if (event.is_rebuild)
        tell(fmt::format("What came too late is built again: {} in {}", counted(event.asked.size(), "item"),
                         counted(event.built.transactions.size(), "transaction")));
}

void ReclaimProgress::take(const sdk::SigningEvent& event) {
    total_ = event.total;
    draw();
}

void ReclaimProgress::take(const sdk::SubmittedEvent& event) {
    ++submitted_;
    if (event.simulated) ++settled_;
    if (!screen_.is_redrawn)
        tell_transaction(event.built, (event.simulated ? "simulated " : "") + printable(event.signature, 88));
    draw();
}

void ReclaimProgress::take(const sdk::LandedEvent& event) {
    ++settled_;
    net_rebate_ += event.submission.net_rebate;
    if (!screen_.is_redrawn)
        tell(fmt::format("{} {}", printable(event.submission.status, 20), printable(event.submission.signature, 88)));
    draw();
}

void ReclaimProgress::take(const sdk::FailedEvent& event) {
    ++settled_;
    tell(fmt::format("{}: {}", event.signature ? "failed" : "not sent", printable(event.error.message)));
}

void ReclaimProgress::take(const sdk::DoneEvent&) {
    if (screen_.is_redrawn && total_ > 0) out_ << '\n' << std::flush;
}

void ReclaimProgress::tell_transaction(const sdk::BuiltTransaction& built, const std::string& what) {
    tell(fmt::format("     {}  {} SOL back  {} SOL fee  {}", counted(built.includes.size(), "item"),
                     to_sol(built.net_rebate), to_sol(built.network_fee), what));
}

void ReclaimProgress::tell(const std::string& line) {
    if (screen_.is_redrawn) out_ << fresh_line;
    out_ << line << '\n' << std::flush;
    draw();
}

void ReclaimProgress::draw() {
    if (!screen_.is_redrawn || total_ == 0) return;
    out_ << fmt::format("{}{} {} of {} sent, {} decided, {} SOL back", fresh_line, bar(), submitted_, total_, settled_,
                        to_sol(net_rebate_))
         << std::flush;
}

/// Half of a transaction's way is to be sent, half to be decided.
std::string ReclaimProgress::bar() const {
    const std::size_t full = std::min(bar_width, bar_width * (submitted_ + settled_) / (2 * total_));
    const std::string done(full, '#');
    const std::string left(bar_width - full, '.');
    return screen_.is_coloured ? fmt::format("[\x1b[32m{}\x1b[0m{}]", done, left) : fmt::format("[{}{}]", done, left);
}

}  // namespace burner::reclaim
