#include "nodes/doorbell.hpp"

#include <utility>

namespace burner::nodes {

namespace {

/// The line that says that rings were lost. It has no text, so it is no topic.
constexpr std::string_view lost_line = "lost";

std::string line_of(std::string_view topic, std::string_view text) {
    std::string line{topic};
    line.append(" ").append(text);
    return line;
}

}  // namespace

void Doorbell::on(std::string topic, Handler handler) {
    handlers_.insert_or_assign(std::move(topic), std::move(handler));
}

void Doorbell::on_lost(std::function<void()> handler) {
    lost_handlers_.push_back(std::move(handler));
}

void Doorbell::ring(std::string_view topic, std::string_view text) {
    const std::lock_guard lock(mutex_);
    if (!wake_) return;
    const bool is_first = waiting_.empty();
    std::string line = line_of(topic, text);
    const bool has_room = waiting_.size() < max_waiting && line.size() < max_payload && !waiting_.contains(lost_line);
    if (has_room) {
        waiting_.insert(std::move(line));
    } else {
        waiting_ = {std::string{lost_line}};
    }
    if (is_first) wake_();
}

bool Doorbell::has_driver() const {
    const std::lock_guard lock(mutex_);
    return wake_ != nullptr;
}

void Doorbell::drive(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

base::SteadyTime Doorbell::due_at() const {
    const std::lock_guard lock(mutex_);
    return waiting_.empty() ? base::SteadyTime::max() : may_send_at_;
}

std::vector<std::string> Doorbell::take(base::SteadyTime now) {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> payloads;
    if (waiting_.empty() || now < may_send_at_) return payloads;
    for (const std::string& line : waiting_) {
        const bool fits = !payloads.empty() && payloads.back().size() + 1 + line.size() <= max_payload;
        if (fits) {
            payloads.back().append("\n").append(line);
        } else {
            payloads.push_back(line);
        }
    }
    waiting_.clear();
    may_send_at_ = now + interval;
    return payloads;
}

void Doorbell::hear(std::string_view payload) const {
    while (!payload.empty()) {
        const std::size_t end = payload.find('\n');
        hear_line(payload.substr(0, end));
        payload.remove_prefix(end == std::string_view::npos ? payload.size() : end + 1);
    }
}

void Doorbell::hear_line(std::string_view line) const {
    if (line == lost_line) return lose();
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) return;
    const auto handler = handlers_.find(line.substr(0, space));
    if (handler != handlers_.end()) handler->second(line.substr(space + 1));
}

void Doorbell::lose() const {
    for (const auto& handler : lost_handlers_) handler();
}

}  // namespace burner::nodes
