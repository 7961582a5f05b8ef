#include "api/readiness.hpp"

#include "api/services.hpp"

namespace burner::api {

/// The right to ask: no other request asks while it lives.
class Readiness::Asking {
  public:
    explicit Asking(Readiness& readiness) : readiness_(readiness) { readiness_.is_asking_ = true; }
    ~Asking() {
        readiness_.is_asking_ = false;
        readiness_.asked_.notify_all();
    }
    Asking(const Asking&) = delete;
    Asking& operator=(const Asking&) = delete;

  private:
    Readiness& readiness_;
};

base::Task<Readiness::Checks> Readiness::check(std::shared_ptr<Readiness> readiness, Services& services) {
    Readiness& self = *readiness;
    while (self.is_asking_) co_await self.asked_.wait();
    if (self.is_known_ && services.clock.steady() - self.known_at_ < kept) co_return self.checks_;
    const Asking asking{self};
    const auto store = co_await services.check_store();
    const auto height = co_await services.rpc.get_block_height();
    self.checks_ = {store.has_value(), height.has_value()};
    self.known_at_ = services.clock.steady();
    self.is_known_ = true;
    co_return self.checks_;
}

}  // namespace burner::api
