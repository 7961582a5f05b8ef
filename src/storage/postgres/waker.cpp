#include "storage/postgres/waker.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace burner::storage {

Waker::Waker() : woken_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (!woken_.is_open()) throw std::runtime_error{"no descriptor is left to wake a thread by"};
}

void Waker::wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(woken_.get(), &one, sizeof one);
}

void Waker::wait(int socket, std::chrono::milliseconds within) const {
    std::array<pollfd, 2> watched{{{woken_.get(), POLLIN, 0}, {socket, POLLIN, 0}}};
    ::poll(watched.data(), watched.size(), static_cast<int>(std::max<std::int64_t>(within.count(), 0)));
    std::uint64_t count = 0;
    [[maybe_unused]] const auto read = ::read(woken_.get(), &count, sizeof count);
}

}  // namespace burner::storage
