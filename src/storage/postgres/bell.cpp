#include "storage/postgres/bell.hpp"

namespace burner::storage {

bool PostgresBell::listen() {
    const bool is_listening = session_.connection->listen("burner_bell");
    bell_.lose();
    return is_listening;
}

bool PostgresBell::exchange(base::SteadyTime now) {
    const auto payloads = bell_.take(now);
    if (!payloads.empty() && !send(payloads)) return false;
    for (const std::string& payload : session_.connection->take_notifications()) bell_.hear(payload);
    return !session_.connection->has_failed();
}

/// Sends them in one transaction, which writes nothing and waits for no disk.
bool PostgresBell::send(const std::vector<std::string>& payloads) {
    session_.connection->begin_work();
    for (const std::string& payload : payloads) {
        Statement{&session_.statements.find("SELECT pg_notify('burner_bell', ?)")}.bind(payload).run();
    }
    session_.connection->exchange();
    return !session_.connection->has_failed();
}

}  // namespace burner::storage
