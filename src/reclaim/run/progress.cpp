#include "reclaim/run/progress.hpp"

#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "reclaim/terminal/columns.hpp"
#include "reclaim/terminal/terminal_text.hpp"

namespace burner::reclaim {
namespace {

namespace sdk = burnandclaim;

constexpr std::size_t bar_width = 24;
constexpr std::size_t sentence_indent = 5;
/// The sequence that goes back to the start of the line and empties it (ECMA-48).
constexpr std::string_view fresh_line = "\r\x1b[K";

}  // namespace

void ReclaimProgress::show(const sdk::ReclaimEvent& event) {
    std::visit([this](const auto& happened) { on_event(happened); }, event);
}

void ReclaimProgress::planned(const DoneTransaction& planned) {
    signing(planned.verified.sentence);
    write_amounts(planned.built);
}

void ReclaimProgress::signing(const std::string& sentence) {
    write_line(fmt::format("{:>3}  {}", ++count_, sentence), sentence_indent);
}

void ReclaimProgress::interrupted(std::size_t open, std::chrono::seconds patience) {
    end_bar();
    if (open == 0) return;
    write_line(
        fmt::format("You pressed Ctrl-C. {} not confirmed yet: looking once more, for {} s at most. Press it again "
                    "to leave at once.",
                    open == 1 ? "1 transaction is" : fmt::format("{} transactions are", open), patience.count()));
}

void ReclaimProgress::on_event(const sdk::BuiltEvent& event) {
    if (event.is_rebuild)
        write_line(fmt::format("{} came too late to land and are built again, in {}",
                               counted(event.asked.size(), "item"),
                               counted(event.built.transactions.size(), "transaction")));
}

void ReclaimProgress::on_event(const sdk::SigningEvent& event) {
    total_ = event.total;
    draw();
}

void ReclaimProgress::on_event(const sdk::SubmittedEvent& event) {
    ++submitted_;
    if (event.simulated) ++confirmed_;
    const std::string signature = printable(event.signature, 88);
    write_amounts(event.built);
    write_uncut(fmt::format("     {} {}", event.simulated ? "simulated" : "sent",
                            screen_.is_redrawn ? explorer_.link_to(signature) : signature));
}

void ReclaimProgress::on_event(const sdk::LandedEvent& event) {
    ++confirmed_;
    net_rebate_ += event.submission.net_rebate;
    if (!screen_.is_redrawn)
        write_line(
            fmt::format("{} {}", printable(event.submission.status, 20), printable(event.submission.signature, 88)));
    draw();
}

void ReclaimProgress::on_event(const sdk::FailedEvent& event) {
    ++failed_;
    write_line(fmt::format("{}: {}", event.signature ? "A transaction failed" : "A transaction was not sent",
                           printable(event.error.message)));
}

void ReclaimProgress::on_event(const sdk::DoneEvent&) {
    end_bar();
}

void ReclaimProgress::write_amounts(const sdk::BuiltTransaction& built) {
    write_line(fmt::format("     {}, {} SOL back, {} SOL fee", counted(built.includes.size(), "item"),
                           to_sol(built.net_rebate), to_sol(built.network_fee)),
               sentence_indent);
}

void ReclaimProgress::write_line(const std::string& line, std::size_t indent) {
    write_uncut(wrapped(line, screen_.columns, indent));
}

void ReclaimProgress::write_uncut(const std::string& lines) {
    if (screen_.is_redrawn) out_ << fresh_line;
    out_ << lines << '\n' << std::flush;
    draw();
}

/// Ends the line of the bar, whose last state stays on the screen.
void ReclaimProgress::end_bar() {
    if (screen_.is_redrawn && total_ > 0) out_ << '\n' << std::flush;
    total_ = 0;
}

void ReclaimProgress::draw() {
    if (!screen_.is_redrawn || total_ == 0) return;
    const std::string text = counts();
    const bool has_room = screen_.columns == 0 || bar_width + 3 + width_of(text) < screen_.columns;
    out_ << fresh_line << (has_room ? bar() + ' ' + text : fitted(text, screen_.columns - 1)) << std::flush;
}

std::string ReclaimProgress::counts() const {
    std::string text = fmt::format("{} of {} sent, {} confirmed", submitted_, total_, confirmed_);
    if (failed_ > 0) text += fmt::format(", {} failed", failed_);
    return text + fmt::format(", {} SOL back", to_sol(net_rebate_));
}

/// Draws the bar: a transaction that was sent counts half, one that is decided counts whole.
std::string ReclaimProgress::bar() const {
    const std::size_t half_steps = submitted_ + confirmed_ + failed_;
    const std::size_t full = std::min(bar_width, bar_width * half_steps / (2 * total_));
    const std::string done(full, '#');
    const std::string left(bar_width - full, '.');
    return screen_.is_coloured ? fmt::format("[\x1b[32m{}\x1b[0m{}]", done, left) : fmt::format("[{}{}]", done, left);
}

}  // namespace burner::reclaim
